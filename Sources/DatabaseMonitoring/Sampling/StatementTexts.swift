import Foundation

/// Texts of statements that were fetched: each once. Bounded; the ones not wanted for longest go first.
struct StatementTexts: Sendable {
    struct Entry: Sendable, Codable, Equatable {
        var text: String
        var user: String?
        var wanted: Date
    }

    static let most = 2000

    private var entries: [StatementKey: Entry] = [:]
    private var keysByID: [String: StatementKey] = [:]
    /// Asked for in vain: their texts are gone, until then they aren't asked for again.
    private var absent: [StatementKey: Date] = [:]

    subscript(_ key: StatementKey) -> Entry? { entries[key] }

    func entry(id: String) -> (key: StatementKey, entry: Entry)? {
        guard let key = keysByID[id], let entry = entries[key] else { return nil }
        return (key, entry)
    }

    /// Which texts have to be fetched for these to be shown.
    mutating func unknown(_ keys: [StatementKey], at now: Date) -> [StatementKey] {
        absent = absent.filter { $0.value > now }
        for key in keys { entries[key]?.wanted = now }
        return keys.filter { entries[$0] == nil && absent[$0] == nil }
    }

    /// They couldn't be read: they are asked for again after a while.
    mutating func giveUp(_ keys: [StatementKey], at now: Date) {
        for key in keys { absent[key] = now + 60 }
    }

    /// What an earlier monitor has learned.
    mutating func restore(_ key: StatementKey, _ entry: Entry) {
        guard entries[key] == nil else { return }
        entries[key] = entry
        keysByID[key.text] = key
    }

    mutating func learn(
        _ texts: [StatementKey: (text: String, user: String?)], askedFor keys: [StatementKey], at now: Date
    ) {
        for key in keys {
            if let (text, user) = texts[key] {
                // Utility statements are stored as they were sent, values and all.
                let mark = StatementText.isExempt(text) ? StatementText.exemption : ""
                let shown = mark + StatementText.withoutValues(text, limit: 10_000)
                entries[key] = Entry(text: shown, user: user, wanted: now)
                keysByID[key.text] = key
            } else {
                absent[key] = now + 600
            }
        }
        guard entries.count > Self.most else { return }
        let kept = entries.sorted { $0.value.wanted > $1.value.wanted }.prefix(Self.most * 3 / 4)
        entries = Dictionary(uniqueKeysWithValues: kept.map { ($0, $1) })
        keysByID = Dictionary(uniqueKeysWithValues: entries.keys.map { ($0.text, $0) })
    }
}
