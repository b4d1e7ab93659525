import Foundation

/// What this machine (or the container that this program is in) has to offer.
public struct Machine: Sendable, Equatable {
    /// Main memory, or the limit of the control group when that is lower.
    public var memoryBytes: Int
    public var cores: Int

    public init(memoryBytes: Int, cores: Int) {
        self.memoryBytes = memoryBytes
        self.cores = cores
    }

    public static var current: Machine {
        let physical = Int(clamping: ProcessInfo.processInfo.physicalMemory)
        let limits = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"].compactMap { path in
            FileManager.default.contents(atPath: path).flatMap {
                Int(String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
            }
        }
        let memory = ([physical] + limits).filter { $0 > 0 }.min() ?? physical
        return Machine(memoryBytes: memory, cores: max(1, ProcessInfo.processInfo.activeProcessorCount))
    }
}
