import Foundation

/// What this process holds.
struct ProcessResources {
    var descriptors: Int
    /// In bytes; 0 where it isn't known.
    var memory: Int
    /// 0 where it isn't known.
    var threads: Int

    static var now: ProcessResources {
        #if os(Linux)
            let folder = "/proc/self/fd"
            let pages = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?.split(separator: " ")
            let memory = (pages.flatMap { Int($0[1]) } ?? 0) * Int(sysconf(Int32(_SC_PAGESIZE)))
            let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task"))?.count ?? 0
        #else
            let folder = "/dev/fd"
            let (memory, threads) = (0, 0)
        #endif
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return ProcessResources(descriptors: names.count, memory: memory, threads: threads)
    }
}
