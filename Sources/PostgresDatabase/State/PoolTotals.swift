/// What a pool has done since it was made.
struct PoolTotals: Sendable, Equatable {
    var acquired = 0
    var waited = 0
    var waitNanoseconds: Int64 = 0
    var useNanoseconds: Int64 = 0
    var timedOut = 0
    var cancelled = 0
    var refused = 0
    var opened = 0
    var closed = 0
    var recycled = 0
    var connectFailures = 0
    var validationFailures = 0
}
