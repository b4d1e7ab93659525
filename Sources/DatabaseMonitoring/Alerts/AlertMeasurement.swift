/// What a rule found in a snapshot.
public struct AlertMeasurement: Sendable, Equatable {
    /// In the rule's unit. One that isn't finite counts as unknown.
    public var value: Double
    /// How long the limit has been crossed already, in seconds, where the value tells it: a lock that has been waited for
    /// for a minute need not be watched for another one. 0 otherwise.
    public var crossedFor: Double
    /// What shows the cause, most telling first. Without any value of a query.
    public var evidence: [Evidence]
    /// The ``StatementRow/id`` of the statement whose plan should be added.
    public var planOf: String?

    public init(_ value: Double, crossedFor: Double = 0, evidence: [Evidence] = [], planOf: String? = nil) {
        (self.value, self.crossedFor, self.evidence, self.planOf) = (value, crossedFor, evidence, planOf)
    }
}
