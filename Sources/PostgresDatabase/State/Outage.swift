import Postgres

/// What is known of a server that refuses connections: since when, why, and when to try again.
///
/// The pause between attempts doubles from 50 ms on. It is at most 500 ms, so that a server's return is noticed well
/// within a second; and it is shortened by up to half at random, so that many clients don't knock in step.
struct Outage: Sendable {
    typealias Instant = MonotonicInstant

    static let firstPause: Duration = .milliseconds(50)
    static let longestPause: Duration = .milliseconds(500)

    /// Failed attempts in a row. Attempts that ran at the same time count once.
    private(set) var failures = 0
    private(set) var fault: ConnectFault?
    private(set) var retryAt: Instant?
    private var lastFailure: Instant?

    /// Whether no other connection was alive when the last attempt failed. A server that is full refuses new
    /// connections while those that exist work on.
    var isTotal = false

    var isOver: Bool { failures == 0 }
    /// One failure may be an accident; two with a pause between them, or a refusal for good, are not.
    var isEstablished: Bool { failures >= 2 || (fault?.isPermanent ?? false) }

    /// - Parameter began: when the failed attempt began.
    mutating func record(_ fault: ConnectFault, began: Instant, at now: Instant, using generator: inout JitterGenerator)
    {
        self.fault = fault
        if let lastFailure, began <= lastFailure { return }
        failures += 1
        lastFailure = now
        let pause = min(Self.longestPause, Self.firstPause * (1 << min(failures - 1, 10)))
        retryAt = now + pause * Double.random(in: 0.5...1, using: &generator)
    }

    mutating func end() { self = Outage() }

    /// When connections whose life is over may be given up again. While new ones are refused, old ones are better
    /// than none.
    var recyclesAt: Instant? { retryAt.map { $0 + .seconds(10) } }
}

/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014): small, and repeatable in
/// tests.
struct JitterGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
