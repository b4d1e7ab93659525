import Foundation

/// What time it is, for what leaves this process. Clocks of several machines differ: nothing but ages depends on it.
enum WallClock {
    /// Since 1970.
    static var milliseconds: Int64 { Int64(Date.now.timeIntervalSince1970 * 1000) }
}
