extension AlertNotifier {
    /// What has not been delivered when the program ends, for the next start. Without any secret.
    public struct Saved: Sendable, Codable, Equatable {
        /// By the name of the webhook.
        var waiting: [String: [PendingAlert]]

        /// Format, host, and of several alike, which one it is.
        static func names(of destinations: [AlertDestination]) -> [String] {
            var seen: [String: Int] = [:]
            return destinations.map { destination in
                seen[destination.description, default: 0] += 1
                return "\(destination) #\(seen[destination.description] ?? 1)"
            }
        }
    }
}
