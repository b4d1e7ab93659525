import Postgres

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// When a value was read, and until when it is served in which way. All times in nanoseconds of the cache's clock.
struct Lifetime: Sendable, Equatable {
    enum Phase: Equatable {
        case fresh
        /// Not in the last part of its life yet, but random choice may want it read anew already.
        case nearEnd
        /// Served while it is read anew.
        case stale
        /// Served when it can't be read anew.
        case lastResort
        case over
    }

    /// When its load began: whatever was written later isn't in it.
    let readAt: Int64
    /// Before this moment no early refresh is considered.
    let nearEndFrom: Int64
    let expiresAt: Int64
    let staleUntil: Int64
    let lastResortUntil: Int64
    /// How long the load took, times β.
    let eagerness: Double

    /// - Parameters:
    ///   - age: how old it was already when it was taken over from another process.
    ///   - luck: from 0 to 1, at random: how much of the jitter it gets.
    init(
        _ policy: CachePolicy, isNegative: Bool, readAt: Int64, loadTime: Int64, luck: Double
    ) {
        let full = isNegative ? min(policy.negativeTimeToLive, policy.timeToLive) : policy.timeToLive
        let nanoseconds = full.inNanoseconds
        let life = nanoseconds - Int64(Double(nanoseconds) * policy.jitter * luck)
        self.readAt = readAt
        expiresAt = readAt.advancedClamping(by: life)
        staleUntil = expiresAt.advancedClamping(by: isNegative ? 0 : policy.staleWhileRevalidate.inNanoseconds)
        lastResortUntil = expiresAt.advancedClamping(by: policy.staleIfError.inNanoseconds)
        eagerness = Double(max(0, loadTime)) * policy.earlyRefresh
        // −ln(u) exceeds 20 once in 500 million times.
        nearEndFrom = expiresAt.advancedClamping(by: -Int64(min(20 * eagerness, Double(life) / 2)))
    }

    func phase(at now: Int64) -> Phase {
        if now < nearEndFrom { return .fresh }
        if now < expiresAt { return .nearEnd }
        if now < staleUntil { return .stale }
        return now < lastResortUntil ? .lastResort : .over
    }

    /// Whether one of its readers should read it anew although it hasn't expired: XFetch (Vattani, Chierichetti,
    /// Lowenstein: "Optimal Probabilistic Cache Stampede Prevention", VLDB 2015, section 3).
    ///
    /// - Parameter chance: above 0, up to 1, at random.
    func wantsRefresh(at now: Int64, chance: Double) -> Bool {
        Double(now) - eagerness * log(chance) >= Double(expiresAt)
    }

    func age(at now: Int64) -> Int64 { max(0, now - readAt) }
}

extension Int64 {
    func advancedClamping(by distance: Int64) -> Int64 {
        let (sum, overflows) = addingReportingOverflow(distance)
        return overflows ? (distance < 0 ? .min : .max) : sum
    }
}
