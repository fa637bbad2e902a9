package org.spinngate.server.config;

/**
 * What the operator sees of the server and does to it.
 *
 * @param control the control socket
 * @param http metrics and the status page
 * @param probe how boards are watched
 * @param drain how the server stops
 * @param reload how another configuration is noticed
 * @param log the form of the log
 */
public record OperatorSettings(
    ControlSettings control,
    HttpSettings http,
    ProbeSettings probe,
    DrainSettings drain,
    ReloadSettings reload,
    LogSettings log) {}
