/// How long the values of one kind are served, and what happens when they can't be read anew.
///
/// Writes invalidate values by their tags at once, so times are a safety net here, not the way to fresh data: where
/// tags cover every write they may be long.
public struct CachePolicy: Sendable, Equatable {
    /// After this time a value is read anew. Shortened at random by up to ``jitter``.
    public var timeToLive: Duration
    /// The largest share of ``timeToLive`` by which a value may expire early, so that what was stored together doesn't
    /// expire together. 0 to 0.5.
    public var jitter = 0.1
    /// How long after ``timeToLive`` a value that no write has invalidated is still served while one reads it anew.
    public var staleWhileRevalidate: Duration = .seconds(30)
    /// How long after ``timeToLive`` a value that no write has invalidated is served when reading it anew fails
    /// because the database can't be asked.
    public var staleIfError: Duration = .seconds(300)
    /// How long it is remembered that there is no value (an optional that is nil). Zero: not at all.
    public var negativeTimeToLive: Duration = .seconds(30)
    /// The greatest age of what is served from memory while nobody can say whether another process has changed it,
    /// because Redis can't be reached. Zero: nothing is.
    public var degradedAge: Duration = .seconds(2)
    /// How eagerly a value is read anew before it expires, so that its readers needn't wait: β in Vattani, Chierichetti
    /// and Lowenstein, "Optimal Probabilistic Cache Stampede Prevention" (VLDB 2015). 1 is their optimum, 0 never.
    public var earlyRefresh = 1.0
    /// The longest that a load may take before its callers get ``CacheError/Code/loadTimedOut``.
    public var loadTimeout: Duration = .seconds(30)
    /// Values that are larger than this when encoded aren't stored in Redis.
    public var maxEncodedBytes = 1 << 20
    /// Whether values are stored in Redis, too. False for what one process alone needs.
    public var isShared = true

    public init(timeToLive: Duration) { self.timeToLive = timeToLive }

    /// What is wrong with it, as a sentence; nil when nothing is.
    var fault: String? {
        if timeToLive <= .zero { return "timeToLive has to be above 0; it is \(timeToLive)." }
        if !(0...0.5).contains(jitter) { return "jitter has to be from 0 to 0.5; it is \(jitter)." }
        if !(0...100).contains(earlyRefresh) { return "earlyRefresh has to be from 0 to 100; it is \(earlyRefresh)." }
        if loadTimeout <= .zero { return "loadTimeout has to be above 0; it is \(loadTimeout)." }
        let times = [staleWhileRevalidate, staleIfError, negativeTimeToLive, degradedAge]
        if times.contains(where: { $0 < .zero }) { return "No time may be below 0: \(times)." }
        if maxEncodedBytes < 0 { return "maxEncodedBytes may not be below 0; it is \(maxEncodedBytes)." }
        return nil
    }
}
