import Foundation

/// What this process holds.
struct ProcessResources {
    var descriptors: Int
    /// What they are, where that is known.
    var links: [String]
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
        let links = names.compactMap { try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)") }
        return ProcessResources(descriptors: names.count, links: links.sorted(), memory: memory, threads: threads)
    }
}
