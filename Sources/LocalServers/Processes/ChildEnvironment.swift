import Foundation

/// What a private server and its tools get to see of this program's environment: enough to run, no secrets, and
/// nothing that would redirect them (`PGDATA`, `PGPORT`, a locale, ...).
enum ChildEnvironment {
    private static let passedOn = [
        "PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH",
    ]

    static func values(
        from environment: [String: String] = ProcessInfo.processInfo.environment
    ) -> [String: String] {
        var values = ["LC_ALL": "C", "HOME": "/"]
        for name in passedOn {
            values[name] = environment[name]
        }
        values["PATH"] = values["PATH"] ?? "/usr/bin:/bin"
        return values
    }
}
