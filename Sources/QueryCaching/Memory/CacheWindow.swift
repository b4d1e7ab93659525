/// How much of a cache is the window, where new entries prove themselves, and how what leaves it gets into the rest.
package struct CacheWindow: Sendable, Equatable {
    /// The window's part of the capacity, in thousandths.
    package let permille: Int
    /// Whether all that leaves the window is admitted. With nearly everything in the window that makes an LRU cache.
    package let admitsAll: Bool

    package init(permille: Int, admitsAll: Bool = false) {
        self.permille = min(max(permille, 0), 1000)
        self.admitsAll = admitsAll
    }

    /// Candidates as in Einziger, Eytan, Friedman, Manes: *Adaptive Software Cache Management* (2018): from traffic
    /// whose popular keys stay popular to traffic that only comes back to what was used last.
    package static let candidates = [
        CacheWindow(permille: 10), CacheWindow(permille: 200), CacheWindow(permille: 500),
        CacheWindow(permille: 990, admitsAll: true),
    ]
}
