/// The alerts that the running server has.
struct KnownAlerts: Sendable {
    let names: [String]

    /// - Throws: ``ProgramFailure`` that lists them, with the one that was probably meant.
    func check(_ name: String) throws(ProgramFailure) {
        guard !names.contains(name) else { return }
        let meant = SpellingSuggestion.nearest(to: name, among: names).map { " Did you mean '\($0)'?" } ?? ""
        throw ProgramFailure(
            .usage, "There is no alert '\(name)'.\(meant) There are: \(names.sorted().joined(separator: ", ")).")
    }
}
