import Testing

@testable import BookedBarber

/// Expects a refusal with a code.
@discardableResult
func refused<R>(
    _ code: DomainError.Code, field: String? = nil, sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () async throws -> R
) async -> DomainError? {
    do {
        let result = try await body()
        Issue.record("expected \(code), got \(result)", sourceLocation: sourceLocation)
    } catch let refusal as DomainError {
        #expect(refusal.code == code, sourceLocation: sourceLocation)
        if let field { #expect(refusal.field == field, sourceLocation: sourceLocation) }
        return refusal
    } catch {
        Issue.record("expected \(code), got \(error)", sourceLocation: sourceLocation)
    }
    return nil
}
