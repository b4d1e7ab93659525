/// One key: where it's read from, what it may hold, and where its value goes.
struct ConfigurationKey: Sendable {
    /// In the file: `database_config.connection_pool.pool_size`.
    let path: String
    /// In the environment: `DB_POOL_SIZE`.
    let variable: String
    /// On the command line, for the few that have one: `--port`.
    let flag: String?
    /// What it means, and why its default is what it is.
    let about: String
    /// Completes "must be …".
    let allowed: String
    let unit: String?
    /// Whether its text must never be shown.
    let isSecret: Bool
    /// Puts the text's value into a configuration; false, and nothing changed, when it isn't allowed.
    let apply: @Sendable (_ text: String, inout BookedBarberConfiguration) -> Bool
    let value: @Sendable (BookedBarberConfiguration) -> RenderedValue

    /// - Parameter variable: without one, the path in capitals, as swift-configuration spells it.
    init<Value: Sendable>(
        _ path: String, _ keyPath: any WritableKeyPath<BookedBarberConfiguration, Value> & Sendable,
        _ rule: ValueRule<Value>, variable: String? = nil, flag: String? = nil, isSecret: Bool = false, about: String
    ) {
        self.path = path
        self.variable = variable ?? String(path.uppercased().map { $0 == "." ? "_" : $0 })
        self.flag = flag
        self.about = about
        self.allowed = rule.allowed
        self.unit = rule.unit
        self.isSecret = isSecret
        self.apply = { text, configuration in
            guard let value = rule.parse(text) else { return false }
            configuration[keyPath: keyPath] = value
            return true
        }
        self.value = { rule.render($0[keyPath: keyPath]) }
    }

    /// `database_config.connection_pool`
    var section: String { path.split(separator: ".").dropLast().joined(separator: ".") }
    /// `pool_size`
    var name: String { path.split(separator: ".").last.map(String.init) ?? path }

    /// The value that's in force when nobody sets one.
    var defaultValue: RenderedValue { value(BookedBarberConfiguration()) }
}

extension ConfigurationKey {
    /// Every key there is, in the order in which they're shown.
    static let all: [ConfigurationKey] = program + database + postgresqlServer + caching + monitoring + payments
}
