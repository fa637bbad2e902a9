package org.spinngate.protocol.testing.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The rule that types of one package do not name each other in circles, so that each can be read
 * after those that it uses. A circle is the largest set of types that all reach each other. What
 * the compiler puts in place of a name, such as the value of a constant, is not seen.
 */
public final class NoCircles extends WholeCondition {
  private NoCircles(Map<String, String> exceptions) {
    super("not name each other in circles inside a package", exceptions);
  }

  /**
   * The rule.
   *
   * @param exceptions circles, each as its package and the simple names of exactly its types
   *     ({@link #circle}), and why it may stay
   */
  public static ArchRule but(Map<String, String> exceptions) {
    return classes().should(new NoCircles(exceptions));
  }

  /** The name of a circle. */
  public static String circle(String packageName, Collection<String> types) {
    return packageName + ": " + String.join(", ", new TreeSet<>(types));
  }

  /** The name of a circle. */
  public static String circle(String packageName, String... types) {
    return circle(packageName, List.of(types));
  }

  @Override
  Map<String, String> breaches(List<JavaClass> classes) {
    Map<String, Set<String>> names = new TreeMap<>();
    classes.forEach(
        type -> names.computeIfAbsent(nameOf(type), n -> new TreeSet<>()).addAll(namedBy(type)));
    Map<String, Set<String>> reached = new HashMap<>();
    names.keySet().forEach(from -> reached.put(from, reached(from, names)));
    return names.keySet().stream()
        .map(one -> circleOf(one, reached))
        .filter(circle -> circle.size() > 1)
        .distinct()
        .collect(Collectors.toMap(NoCircles::named, circle -> "circle in " + named(circle)));
  }

  private static String nameOf(JavaClass type) {
    return TopLevel.of(type).getName();
  }

  /** The types of the same package that this one names. */
  private static Set<String> namedBy(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .filter(target -> target.getBaseComponentType().getPackage().equals(type.getPackage()))
        .map(NoCircles::nameOf)
        .collect(Collectors.toSet());
  }

  private static Set<String> reached(String from, Map<String, Set<String>> names) {
    Set<String> reached = new TreeSet<>();
    Deque<String> next = new ArrayDeque<>(names.get(from));
    while (!next.isEmpty()) {
      String one = next.remove();
      if (reached.add(one)) {
        next.addAll(names.getOrDefault(one, Set.of()));
      }
    }
    return reached;
  }

  private static Set<String> circleOf(String one, Map<String, Set<String>> reached) {
    return reached.get(one).stream()
        .filter(other -> !other.equals(one))
        .filter(other -> reached.getOrDefault(other, Set.of()).contains(one))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toCollection(TreeSet::new),
                circle -> {
                  circle.add(one);
                  return circle;
                }));
  }

  private static String named(Set<String> circle) {
    String first = circle.iterator().next();
    int end = first.lastIndexOf('.');
    return circle(
        first.substring(0, end),
        circle.stream().map(name -> name.substring(end + 1)).collect(Collectors.toSet()));
  }
}
