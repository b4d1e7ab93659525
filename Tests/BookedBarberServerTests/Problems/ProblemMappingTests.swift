import BookedBarber
import HTTPTypes
import NIOCore
import Postgres
import PostgresDatabase
import Testing

@testable import BookedBarberServer

@Suite struct ProblemMappingTests {
    @Test(arguments: [
        (PostgresError.Code.serverUnavailable, 503), (.connectionLost, 503), (.connectFailed, 503),
        (.databaseClosed, 503),
        (.acquireTimedOut, 503), (.poolExhausted, 503), (.timedOut, 503), (.cancelled, 503),
        (.commitOutcomeUnknown, 503),
        (.encodingFailed, 500), (.decodingFailed, 500), (.connectionBusy, 500), (.invalidConfiguration, 500),
    ])
    func `A database that fails is 503 with a time, a mistake in the program is 500`(
        code: PostgresError.Code, status: Int
    ) {
        let problem = ProblemMapping.problem(for: PostgresError(code: code, message: "secret detail"))

        #expect(problem.kind.status.code == status)
        #expect((problem.fields[.retryAfter] != nil) == (status == 503))
        #expect(problem.detail?.contains("secret") != true)
    }

    @Test(arguments: [
        ("40001", 503), ("40P01", 503), ("57014", 503), ("57P01", 503), ("53300", 503), ("53100", 503), ("08006", 503),
        ("25006", 503), ("23505", 500), ("42P01", 500), ("22P02", 500), ("XX000", 500),
    ])
    func `A refusal of the server is told by its SQLSTATE`(state: String, status: Int) {
        let error = PostgresError(code: .server, message: "SELECT secret", sqlState: SQLState(rawValue: state))

        #expect(ProblemMapping.problem(for: error).kind.status.code == status)
    }

    @Test(arguments: [
        (DomainError.Code.invalid, 422), (.notFound, 404), (.notAllowed, 403), (.versionConflict, 412),
        (.emailTaken, 409), (.wrongCredentials, 401), (.busy, 503), (.slotTaken, 409), (.inThePast, 422),
        (.tooFarAhead, 422), (.notAligned, 422), (.outsideWorkingHours, 409), (.timeOff, 409), (.notOffered, 409),
        (.wrongStatus, 409), (.wrongPaymentStatus, 409), (.refundTooLarge, 409), (.idempotencyInFlight, 409),
        (.idempotencyMismatch, 422),
    ])
    func `Every refusal of the domain has its status`(code: DomainError.Code, status: Int) {
        let error = DomainError(code, "A sentence.", field: "startsAt", currentVersion: 3)

        #expect(ProblemMapping.problem(for: error).kind.status.code == status)
    }

    @Test func `A refused value says where it stands`() {
        let problem = ProblemMapping.problem(for: DomainError(.invalid, "A sentence.", field: "fullName"))

        #expect(problem.errors == [Violation(.body(["full_name"]), "A sentence.")])
    }

    @Test func `A changed row tells the version there is`() {
        let problem = ProblemMapping.problem(for: DomainError(.versionConflict, "Changed.", currentVersion: 9))

        #expect(problem.fields[.eTag] == "\"9\"")
    }

    private struct Surprise: Error {
        let secret = "password"
    }

    @Test func `An unknown error says nothing`() {
        #expect(ProblemMapping.problem(for: Surprise()) == Problem(.internalError))
    }

    @Test func `A body that took too long or is too large is the client's`() {
        #expect(ProblemMapping.problem(for: RequestReadTimeout()).kind == .requestTimeout)
        #expect(ProblemMapping.problem(for: NIOTooManyBytesError(maxBytes: 1)).kind == .contentTooLarge)
        #expect(ProblemMapping.problem(for: CancellationError()).kind == .unavailable)
    }
}
