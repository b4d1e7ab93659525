import Foundation

/// What the system tells of this process.
enum ProcessUsage {
    static var processorTime: Duration {
        let usage = resourceUsage
        return duration(usage.ru_utime) + duration(usage.ru_stime)
    }

    /// On Linux from `/proc/self/statm`, in pages. Elsewhere the most that the process has had.
    static var residentBytes: Int? {
        #if os(Linux)
            guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
            let fields = text.split(separator: " ")
            guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
            return pages * sysconf(Int32(_SC_PAGESIZE))
        #else
            return Int(resourceUsage.ru_maxrss)
        #endif
    }

    /// Without the one that is opened to count them.
    static var openFiles: Int? {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: "/dev/fd") else { return nil }
        return max(0, names.count - 1)
    }

    static var openFilesMax: Int? {
        var limit = rlimit()
        #if canImport(Glibc)
            let result = getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        #else
            let result = getrlimit(RLIMIT_NOFILE, &limit)
        #endif
        // Without a limit it is the largest number there is.
        guard result == 0, limit.rlim_cur < UInt64(Int64.max) else { return nil }
        return Int(limit.rlim_cur)
    }

    private static var resourceUsage: rusage {
        var usage = rusage()
        #if canImport(Glibc)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
            getrusage(RUSAGE_SELF, &usage)
        #endif
        return usage
    }

    private static func duration(_ time: timeval) -> Duration {
        .seconds(Int64(time.tv_sec)) + .microseconds(Int64(time.tv_usec))
    }
}
