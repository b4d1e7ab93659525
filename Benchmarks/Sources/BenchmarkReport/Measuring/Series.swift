/// The samples of a case.
struct Series<Server: Sendable>: Sendable {
    let measured: Case<Server>
    private(set) var samples: [Sample] = []
    private(set) var references: [Sample] = []

    init(of measured: Case<Server>) { self.measured = measured }

    mutating func measure(_ round: Round<Server>, referenceFirst: Bool) async throws {
        if referenceFirst { try await measureReference(round) }
        samples.append(try await measured.measure(round))
        if !referenceFirst { try await measureReference(round) }
    }

    private mutating func measureReference(_ round: Round<Server>) async throws {
        guard let reference = measured.measureReference else { return }
        references.append(try await reference(round))
    }
}
