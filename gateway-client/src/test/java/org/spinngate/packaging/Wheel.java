package org.spinngate.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Collectors;

/** The client with its runtime as a package of Python, in the form of PEP 427. */
final class Wheel {
  private static final String NAME = "spinnaker_gateway_client";

  private final String version;
  private final String tag;
  private final Path sources;

  /**
   * @param version of the programs
   * @param glibc the second number of the oldest glibc 2 by which its programs run
   * @param sources the folder with the files that only this package has
   */
  Wheel(PackageVersion version, int glibc, Path sources) {
    this.version = version.python();
    this.tag = "py3-none-manylinux_2_" + glibc + "_x86_64";
    this.sources = sources;
  }

  String fileName() {
    return NAME + "-" + version + "-" + tag + ".whl";
  }

  /**
   * @param client bin, lib, runtime and so on, as in an archive
   * @throws IOException if a source cannot be read
   */
  FileTree files(FileTree client) throws IOException {
    FileTree wheel = new FileTree();
    wheel.addAll(NAME + "/", client.only(name -> name.matches("(bin|lib|runtime)/.*")));
    for (String name : new String[] {"__init__.py", "__main__.py"}) {
      wheel.add(NAME + "/" + name, source(name).getBytes(UTF_8), false);
    }
    String info = NAME + "-" + version + ".dist-info/";
    wheel.add(info + "licenses/COPYRIGHT", client.files().get("COPYRIGHT").content(), false);
    wheel.add(info + "METADATA", filled(source("METADATA")), false);
    wheel.add(info + "WHEEL", filled(source("WHEEL")), false);
    wheel.add(info + "entry_points.txt", source("entry_points.txt").getBytes(UTF_8), false);
    return wheel.add(info + "RECORD", record(wheel, info).getBytes(UTF_8), false);
  }

  private String source(String name) throws IOException {
    return Files.readString(sources.resolve(name));
  }

  private byte[] filled(String text) {
    return text.replace("[[version]]", version).replace("[[tag]]", tag).getBytes(UTF_8);
  }

  /** Also names what the first start makes beside the jar, so that pip takes that away, too. */
  private static String record(FileTree wheel, String info) {
    return wheel.files().entrySet().stream()
        .map(file -> file.getKey() + "," + digest(file.getValue().content()))
        .collect(
            Collectors.joining(
                "\n",
                "",
                "\n" + NAME + "/lib/gateway-client-runtime.jsa,,\n" + info + "RECORD,,\n"));
  }

  private static String digest(byte... content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
      return "sha256=" + text + "," + content.length;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
