import Foundation

/// The processor time of a process of PostgreSQL that runs on this machine.
enum BackendProcessorTime {
    /// - Returns: nil when there is no such process here, or the system doesn't tell.
    static func read(_ pid: Int32) -> Duration? {
        #if os(Linux)
            guard let name = try? String(contentsOfFile: "/proc/\(pid)/comm", encoding: .utf8),
                name.hasPrefix("postgres"),
                let text = try? String(contentsOfFile: "/proc/\(pid)/schedstat", encoding: .utf8),
                let nanoseconds = text.split(separator: " ").first.flatMap({ Int64($0) })
            else { return nil }
            return .nanoseconds(nanoseconds)
        #else
            return nil
        #endif
    }
}
