/// Where the program keeps what must outlive it: the private PostgreSQL, its data, its secrets.
enum StateDirectory {
    /// Follows the XDG rules. Root's default lies outside /root, which user `postgres` couldn't enter.
    ///
    /// - Parameters:
    ///   - configured: from `--state` or `BOOKEDBARBER_STATE`; a relative one counts from `workingDirectory`.
    /// - Returns: an absolute path, or nil when there's neither a setting nor a home.
    static func path(
        configured: String?, environment: [String: String], isRoot: Bool, workingDirectory: String
    ) -> String? {
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil }
        if let configured {
            if configured.hasPrefix("~/"), let home { return home + configured.dropFirst() }
            return configured.hasPrefix("/") ? configured : "\(workingDirectory)/\(configured)"
        }
        // The XDG specification has relative paths ignored.
        if let xdg = environment["XDG_STATE_HOME"], xdg.hasPrefix("/") { return "\(xdg)/bookedbarber" }
        if isRoot { return "/var/lib/bookedbarber" }
        return home.map { "\($0)/.local/state/bookedbarber" }
    }
}
