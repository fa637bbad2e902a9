"""Starts gateway-client, a program in Java that brings its runtime with it."""

import os
import sys


def main():
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "bin", "gateway-client")
    os.execv(script, [script] + sys.argv[1:])
