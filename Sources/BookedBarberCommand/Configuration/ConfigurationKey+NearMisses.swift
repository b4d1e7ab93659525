extension ConfigurationKey {
    /// Variables that nobody reads and whose names are close to one that's read.
    ///
    /// They can't be refused as an unknown key of the file is: the environment belongs to other programs too.
    static func nearMisses(in environment: [String: String]) -> [(found: String, meant: String)] {
        let known = Set(all.map(\.variable))
        return environment.keys.sorted().compactMap { name in
            guard !known.contains(name), name.hasPrefix("DB_") || name.hasPrefix("BOOKEDBARBER_") else { return nil }
            return SpellingSuggestion.nearest(to: name, among: known).map { (name, $0) }
        }
    }
}
