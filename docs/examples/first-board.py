#!/usr/bin/env python3
"""Boots the board at localhost and reads its memory, with nothing but sockets.

  python3 first-board.py [SCP-PORT [BOOT-PORT [IMAGE]]]

Without an image it sends zeros, with which a simulated board is content. For a real board, name the
file scamp.boot of the tool that you will use. Real work is done by that tool: ybug, rig or SpiNNMan.
"""
import socket
import struct
import sys
import time

SDRAM = 0x70000000
VERSION, READ, WRITE = 0, 2, 3
BLOCK = 1024


def boot(port, image):
    """Sends an image as datagrams: a start, blocks of big-endian words, an end. Nobody answers."""
    words = struct.unpack("<%dI" % (len(image) // 4), image)
    data = struct.pack(">%dI" % len(words), *words)
    blocks = [data[i : i + BLOCK] for i in range(0, len(data), BLOCK)]
    packets = [struct.pack(">HIIII", 1, 1, 0, 0, len(blocks) - 1)]
    packets += [struct.pack(">HIIII", 1, 3, 0xFF00 | n, 0, 0) + b for n, b in enumerate(blocks)]
    packets += [struct.pack(">HIIII", 1, 5, 1, 0, 0)]
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as board:
        for packet in packets:
            board.sendto(packet, ("localhost", port))
            time.sleep(0.01)


def ask(board, command, arguments=(0, 0, 0), data=b""):
    """One request of SCP to chip 0, 0; the answer without its header."""
    request = struct.pack("<2x8B2H3I", 0x87, 0xFF, 0, 0xFF, 0, 0, 0, 0, command, 1, *arguments)
    for _ in range(20):
        board.send(request + data)
        try:
            return board.recv(512)[14:]
        except (socket.timeout, ConnectionRefusedError):
            pass  # asked again, as all tools do
    sys.exit("the board does not answer")


def main(scp_port=17893, boot_port=54321, image=None):
    picture = bytes(30 * BLOCK)
    if image:
        with open(image, "rb") as file:
            picture = file.read()
    boot(int(boot_port), picture)
    time.sleep(2)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as board:
        board.settimeout(0.5)
        board.connect(("localhost", int(scp_port)))
        text = ask(board, VERSION)[12:]
        print("the board says:", text.rstrip(b"\0").replace(b"\0", b" ").decode())
        ask(board, WRITE, (SDRAM, 16, 0), b"hello, SpiNNaker")
        print("read from its memory:", ask(board, READ, (SDRAM, 16, 0)).decode())


if __name__ == "__main__":
    main(*sys.argv[1:])
