package org.vae4j.backend.djl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vae4j.tensor.Shape;

/**
 * The places that a run computes into, planned once: memory that the engine would else ask the
 * operating system for, page by page, for every larger result of every run. Results share a place
 * if no statement needs both, and a result may take the place of an operand of its shape that no
 * later statement needs: what is read and written at once is moved through the caches once.
 */
final class Rooms {
  /** Places start where vector instructions like it. */
  private static final long ALIGNMENT = 16;

  private static final Pattern NAME = Pattern.compile("\\bt\\d+\\b");

  /** A place of a run. */
  private record Room(String name, Shape shape, int type, boolean inPlace) {
    long size() {
      return (shape.elementCount() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }
  }

  /** The first and the last statement that needs a room. */
  private record Span(int first, int last) {}

  /** Where a room lies among those of its type, and the last statement that needs it. */
  private record Lease(Room room, long from, int last) {
    long to() {
      return from + room.size();
    }

    /** The end of its elements. */
    long end() {
      return from + room.shape().elementCount();
    }
  }

  private final Map<String, Room> rooms = new HashMap<>();

  /**
   * Adds a room for elements of an engine's type.
   *
   * @param inPlace whether the first statement that needs it may write it over an operand
   */
  void add(String name, Shape shape, int type, boolean inPlace) {
    rooms.put(name, new Room(name, shape, type, inPlace));
  }

  /** The names that a statement mentions. */
  static List<String> names(String statement) {
    List<String> names = new ArrayList<>();
    Matcher matcher = NAME.matcher(statement);
    while (matcher.find()) {
      names.add(matcher.group());
    }
    return names;
  }

  /**
   * Lays the rooms out.
   *
   * @param statements of a run, in order
   * @param roots the name that each view is a view of
   */
  Plan plan(List<String> statements, Map<String, String> roots) {
    Map<Integer, Long> sizes = new TreeMap<>();
    Map<Integer, List<Lease>> active = new HashMap<>();
    List<Lease> leases = new ArrayList<>();
    for (Map.Entry<Room, Span> entry : spans(statements, roots).entrySet()) {
      Room room = entry.getKey();
      Span span = entry.getValue();
      List<Lease> others = active.computeIfAbsent(room.type(), type -> new ArrayList<>());
      others.removeIf(lease -> lease.last() < span.first());
      Optional<Lease> over =
          room.inPlace() ? given(others, room, span, statements, roots) : Optional.empty();
      over.ifPresent(others::remove);
      long from = over.map(Lease::from).orElseGet(() -> gap(others, room.size()));
      Lease lease = new Lease(room, from, span.last());
      others.add(lease);
      others.sort(Comparator.comparingLong(Lease::from));
      leases.add(lease);
      sizes.merge(room.type(), lease.to(), Math::max);
    }
    leases.sort(Comparator.comparingInt(lease -> lease.room().type())); // A stable order.
    return new Plan(leases, sizes);
  }

  /** Where the rooms lie, by type. */
  record Plan(List<Lease> leases, Map<Integer, Long> sizes) {
    /** The rooms' names, in the order of the list that the statements make. */
    List<String> names() {
      return leases.stream().map(lease -> lease.room().name()).toList();
    }

    /**
     * Statements that make the list {@code rooms}. It is made in a loop: as many calls would take
     * the engine longer to read than those of a run.
     *
     * @param device as the engine names it
     */
    List<String> statements(String device) {
      List<String> statements = new ArrayList<>();
      statements.add("rooms = annotate(List[Tensor], [])");
      sizes.forEach(
          (type, size) -> {
            List<Lease> own = leases.stream().filter(l -> l.room().type() == type).toList();
            List<Long> from = own.stream().map(Lease::from).toList();
            List<String> shapes = own.stream().map(l -> Body.sizes(l.room().shape())).toList();
            List<Long> to = own.stream().map(Lease::end).toList();
            statements.add("from%d = %s".formatted(type, from));
            statements.add("to%d = %s".formatted(type, to));
            statements.add("shapes%d = annotate(List[List[int]], %s)".formatted(type, shapes));
            statements.add(
                "all%d = torch.zeros([%d], dtype=%d, device=torch.device(\"%s\"))"
                    .formatted(type, size, type, device));
            statements.add("for i in range(%d):".formatted(own.size()));
            statements.add(
                "  part = torch.slice(all%1$d, 0, from%1$d[i], to%1$d[i], 1)".formatted(type));
            statements.add(
                "  _0 = torch.append(rooms, torch.view(part, shapes%d[i]))".formatted(type));
          });
      return statements;
    }
  }

  /** Which statements need each room, in the order of the first. */
  private Map<Room, Span> spans(List<String> statements, Map<String, String> roots) {
    Map<Room, Span> spans = new LinkedHashMap<>();
    for (int line = 0; line < statements.size(); line++) {
      Span here = new Span(line, line);
      for (String name : names(statements.get(line))) {
        Room room = rooms.get(roots.getOrDefault(name, name));
        if (room != null) {
          spans.merge(room, here, (before, now) -> new Span(before.first(), now.last()));
        }
      }
    }
    return spans;
  }

  /** The place of an operand that a statement is the last to need, and only as it is. */
  private static Optional<Lease> given(
      List<Lease> others,
      Room room,
      Span span,
      List<String> statements,
      Map<String, String> roots) {
    List<String> names = names(statements.get(span.first()));
    return others.stream()
        .filter(
            lease -> {
              String name = lease.room().name();
              return lease.last() == span.first()
                  && lease.room().shape().equals(room.shape())
                  && names.stream()
                      .filter(n -> roots.getOrDefault(n, n).equals(name))
                      .allMatch(name::equals);
            })
        .findFirst();
  }

  /** The lowest place of a size between leases that are in order. */
  private static long gap(List<Lease> leases, long size) {
    long from = 0;
    for (Lease lease : leases) {
      if (lease.from() - from >= size) {
        break;
      }
      from = Math.max(from, lease.to());
    }
    return from;
  }
}
