/// Something to measure, and the real thing that does the same on the same server.
package struct Case<Server: Sendable>: Sendable {
    /// Measures one side for one round.
    package typealias Side = @Sendable (Round<Server>) async throws -> Sample

    package let id: String
    package let title: String
    package let unit: String
    package var lessIsBetter: Bool
    package var reference: String?
    package let measure: Side
    package var measureReference: Side?

    package init(
        id: String, title: String, unit: String, lessIsBetter: Bool = false, reference: String? = nil,
        measure: @escaping Side, measureReference: Side? = nil
    ) {
        (self.id, self.title, self.unit) = (id, title, unit)
        (self.lessIsBetter, self.reference) = (lessIsBetter, reference)
        (self.measure, self.measureReference) = (measure, measureReference)
    }
}
