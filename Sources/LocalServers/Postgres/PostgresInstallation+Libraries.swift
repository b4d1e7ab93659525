import Foundation

extension PostgresInstallation {
    /// Whether a library that can be preloaded (an extension's) is installed with this server.
    func hasLibrary(_ name: String) -> Bool {
        let prefix = (binDirectory as NSString).deletingLastPathComponent
        let folders = ["lib", "lib/postgresql", "lib/postgresql@\(version)", "lib64/pgsql", "lib64"]
        return folders.contains { folder in
            ["so", "dylib"].contains { FileManager.default.fileExists(atPath: "\(prefix)/\(folder)/\(name).\($0)") }
        }
    }
}
