package org.spinngate.server.operate;

import java.util.function.Consumer;
import java.util.function.Function;

/** Shows something that is not about anything in particular. */
final class ViewVerb implements Verb {
  private final String name;
  private final Function<Boolean, VerbAnswer> view;

  /**
   * @param view what there is to be seen; given whether it is for programs
   */
  ViewVerb(String name, Function<Boolean, VerbAnswer> view) {
    this.name = name;
    this.view = view;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean changes() {
    return false;
  }

  @Override
  public VerbAnswer answer(Arguments arguments, Consumer<String> progress) throws VerbRefusal {
    arguments.requireNoOperand();
    return view.apply(arguments.json());
  }
}
