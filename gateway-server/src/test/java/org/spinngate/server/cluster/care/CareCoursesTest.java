package org.spinngate.server.cluster.care;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whatever becomes of what is written of a board: its next home knows what was done to it. */
class CareCoursesTest {
  private static final int COURSES = 200;

  @Test
  void whatMadeABoardDirtyOrOffIsWrittenWhicheverHomeReadsIt() {
    int homes = 0;
    int acknowledged = 0;
    for (long seed = 0; seed < COURSES; seed++) {
      CareCourse course = CareCourse.play(seed);
      assertThat(course.loss()).as("seed " + seed).isEmpty();
      homes += course.homes();
      acknowledged += course.acknowledged();
    }

    assertThat(homes).as("there was something to be seen").isGreaterThan(3 * COURSES);
    assertThat(acknowledged).as("and something done").isGreaterThan(5 * COURSES);
  }
}
