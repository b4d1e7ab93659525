import Testing

/// The real program, started, used, stopped and killed. One test after another: each has servers of its own, and a
/// small machine can't run many at once.
@Suite("The real program", .serialized)
enum EndToEnd {}
