package org.spinngate.server.operate;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.spinngate.server.admission.Facility;
import org.spinngate.server.report.GatewayJson;
import org.spinngate.server.report.GatewayTable;

/** Which gateways the facility has, and how they are. */
final class GatewaysVerb implements Verb {
  private final Optional<Facility> facility;

  GatewaysVerb(Optional<Facility> facility) {
    this.facility = facility;
  }

  @Override
  public String name() {
    return "gateways";
  }

  @Override
  public boolean changes() {
    return false;
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    arguments.requireNoOperand();
    return VerbAnswer.fine(arguments.json() ? json() : table());
  }

  private String json() {
    return GatewayJson.text(facility.map(Facility::rows).orElse(List.of()));
  }

  private String table() {
    return facility
        .map(GatewayTable::format)
        .orElse("this gateway stands alone: its configuration has no gateway.cluster");
  }
}
