import BookedBarber

/// What a person needs to know when the program is ready.
struct ServeAnnouncement: Sendable {
    let host: String
    /// nil when the database is somebody else's.
    let privateServer: String?
    let webhookSecret: String

    /// The first line is for scripts and tests as well: it stays as it is.
    func text(port: Int, monitor: String?, hasDemoAccounts: Bool) -> String {
        let url = ListenAddress.url(host: host, port: port)
        var lines = ["BookedBarber is ready at \(url)", ""]
        if hasDemoAccounts {
            lines += [
                "  sign in as    owner   \(DemoAccounts.owner)",
                "                barber  \(DemoAccounts.barber)",
                "                client  \(DemoAccounts.client)",
                "                password, for each of them: \(DemoAccounts.password)",
            ]
        }
        if let monitor { lines.append("  dashboard     \(monitor)/dashboard") }
        lines.append("  API           \(url)/openapi.json")
        lines.append("  webhooks      \(url)/webhooks/stripe, signed with the secret in \(webhookSecret)")
        if let privateServer { lines.append("  started       \(privateServer)") }
        lines.append("  to stop       Ctrl-C; the data stays")
        return lines.joined(separator: "\n")
    }
}
