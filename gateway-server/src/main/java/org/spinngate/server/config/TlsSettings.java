package org.spinngate.server.config;

import java.nio.file.Path;

/**
 * The server's identity.
 *
 * @param certificate PEM file of the certificate, its issuers after it
 * @param key PEM file of the PKCS#8 private key, not encrypted
 */
public record TlsSettings(Path certificate, Path key) {}
