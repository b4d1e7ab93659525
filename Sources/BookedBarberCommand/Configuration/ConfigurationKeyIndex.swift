/// The keys as a tree: which names are known in a section.
struct ConfigurationKeyIndex: Sendable {
    let keys: [String: ConfigurationKey]
    /// Names in a section, "" being the top, in the order in which they're documented.
    let names: [String: [String]]

    static let all = ConfigurationKeyIndex(ConfigurationKey.all)

    init(_ all: [ConfigurationKey]) {
        keys = Dictionary(all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        var names: [String: [String]] = [:]
        for key in all {
            var section = ""
            for name in key.path.split(separator: ".").map(String.init) {
                if names[section]?.contains(name) != true { names[section, default: []].append(name) }
                section = section.isEmpty ? name : "\(section).\(name)"
            }
        }
        self.names = names
    }

    func isSection(_ path: String) -> Bool { names[path] != nil }

    /// A sentence about a name that isn't known in a section: what was probably meant, or what there is.
    func unknown(_ name: String, in section: String) -> String {
        let path = section.isEmpty ? name : "\(section).\(name)"
        let siblings = names[section] ?? []
        if let nearest = SpellingSuggestion.nearest(to: name, among: siblings) {
            return "there's no key \(path); did you mean \(nearest)?"
        }
        if let elsewhere = keys.keys.sorted().first(where: { $0.hasSuffix(".\(name)") }) {
            return "there's no key \(path); did you mean \(elsewhere)?"
        }
        return "there's no key \(path); known here: \(siblings.joined(separator: ", "))"
    }
}
