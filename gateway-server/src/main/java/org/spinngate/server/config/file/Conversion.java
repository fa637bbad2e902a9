package org.spinngate.server.config.file;

import com.typesafe.config.ConfigValue;

/** From a value of the file to one of ours. */
interface Conversion<T> {

  /** Converts, or says what the value must be instead. */
  T of(ConfigValue value) throws Unfit;
}
