import Foundation

/// Where PostgreSQL's server programs may be, and what to say when they are not.
struct PostgresSearch {
    var environment: [String: String]

    /// Folders that hold both `postgres` and `initdb`, best first, links resolved, each once.
    var directories: [String] {
        var seen: Set<String> = []
        return candidates.compactMap { candidate in
            let program = "\(candidate)/postgres"
            guard FileManager.default.isExecutableFile(atPath: program) else { return nil }
            // PATH may hold links: the programs' siblings and libraries are where the links lead.
            let home = (Self.resolved(program) as NSString).deletingLastPathComponent
            for directory in [home, candidate] where isComplete(directory) {
                return seen.insert(Self.resolved(directory)).inserted ? directory : nil
            }
            return nil
        }
    }

    private var candidates: [String] {
        let path = (environment["PATH"] ?? "").split(separator: ":").map(String.init).filter { $0.hasPrefix("/") }
        let homes = [
            ("/usr/lib/postgresql", "", "bin"), ("/usr", "pgsql-", "bin"),
            ("/opt/homebrew/opt", "postgresql@", "bin"), ("/usr/local/opt", "postgresql@", "bin"),
            ("/Applications/Postgres.app/Contents/Versions", "", "bin"),
        ]
        return path + homes.flatMap { Self.versions(under: $0.0, prefix: $0.1, suffix: $0.2) } + [
            "/usr/local/pgsql/bin"
        ]
    }

    private func isComplete(_ directory: String) -> Bool {
        ["postgres", "initdb"].allSatisfy { FileManager.default.isExecutableFile(atPath: "\(directory)/\($0)") }
    }

    /// `parent/<prefix><number>/<suffix>`, the highest number first.
    static func versions(under parent: String, prefix: String, suffix: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        return newestFirst(names, prefix: prefix).map { "\(parent)/\($0)/\(suffix)" }
    }

    static func newestFirst(_ names: [String], prefix: String) -> [String] {
        let numbered = names.compactMap { name -> (name: String, number: Double)? in
            guard name.hasPrefix(prefix), let number = Double(name.dropFirst(prefix.count)) else { return nil }
            return (name, number)
        }
        return numbered.sorted { $0.number > $1.number }.map(\.name)
    }

    /// The 15 of `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)` or `postgres (PostgreSQL) 18beta1`.
    static func majorVersion(in output: String) -> Int? {
        guard let mark = output.range(of: "(PostgreSQL) ") else { return nil }
        return Int(output[mark.upperBound...].prefix { $0.isASCII && $0.isNumber })
    }

    static func missing(wanted: Int?, found: [Int]) -> LocalServerError {
        let package = wanted.map(String.init)
        let install =
            """
            Install it: Debian and Ubuntu: sudo apt-get install postgresql\(package.map { "-" + $0 } ?? ""); \
            Fedora: sudo dnf install postgresql-server postgresql-contrib; \
            macOS: brew install postgresql@\(package ?? "17"). Or set DATABASE_URL to use a server that runs elsewhere.
            """
        let versions = found.map(String.init).joined(separator: ", ")
        let oldest = PostgresInstallation.oldestVersion
        let what =
            switch (wanted, found.isEmpty) {
            case (let wanted?, true):
                "The data folder was made by PostgreSQL \(wanted), whose server programs are not on this machine."
            case (let wanted?, false):
                "The data folder was made by PostgreSQL \(wanted), but only \(versions) is installed."
            case (nil, true): "PostgreSQL's server programs (\(oldest) or later) are not on this machine."
            case (nil, false): "PostgreSQL \(oldest) or later is needed, but only \(versions) is installed."
            }
        return LocalServerError(.programMissing, "\(what) \(install)")
    }

    private static func resolved(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }
}
