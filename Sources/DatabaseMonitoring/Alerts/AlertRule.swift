/// Something that is watched, and what is said when it is wrong.
public struct AlertRule: Sendable {
    /// In lower case with underscores: `connection_usage`. It stands for the alert in commands, silences and saved states.
    public var name: String
    public var title: String
    /// As UCUM writes it: `s`, `%`, `By`, `1`, `{query}/s`.
    public var unit: String
    public var terms: AlertTerms
    /// What to do, in a sentence or two.
    public var advice: String
    /// Takes the value from a snapshot; nil when it isn't known, or too little happened for it to mean anything. Called
    /// once a snapshot. What it throws counts as unknown.
    public var measure: @Sendable (MonitorSnapshot) throws -> AlertMeasurement?

    public init(
        name: String, title: String, unit: String, terms: AlertTerms, advice: String,
        measure: @escaping @Sendable (MonitorSnapshot) throws -> AlertMeasurement?
    ) {
        (self.name, self.title, self.unit) = (name, title, unit)
        (self.terms, self.advice, self.measure) = (terms, advice, measure)
    }
}
