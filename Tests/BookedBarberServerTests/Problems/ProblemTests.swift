import HTTPTypes
import Testing

@testable import BookedBarberServer

@Suite struct ProblemTests {
    @Test func `The document has the members of RFC 9457, and its own`() {
        let problem = Problem(
            .slotTaken, "Somebody was faster.", errors: [Violation(.body(["starts_at"]), "is taken")],
            extensions: ["next_free_slots": ["2026-11-23T15:00:00Z"]])

        #expect(
            problem.document(instance: "/v1/appointments", requestID: "r-1") == [
                "type": "https://bookedbarber.example/problems/slot-taken", "title": "The slot has been taken",
                "status": 409, "detail": "Somebody was faster.", "instance": "/v1/appointments", "request_id": "r-1",
                "errors": [["detail": "is taken", "pointer": "#/starts_at"]],
                "next_free_slots": ["2026-11-23T15:00:00Z"],
            ])
    }

    @Test func `A spent quota names the policy and the time to wait`() {
        let policy = RateLimitPolicy("default", quota: 100, window: .seconds(60))
        let decision = RateLimitDecision(isAllowed: false, remaining: 0, wait: .milliseconds(1_500))

        let problem = Problem.quotaExceeded(policy, decision)

        #expect(problem.kind.type == "https://iana.org/assignments/http-problem-types#quota-exceeded")
        #expect(problem.extensions["violated-policies"] == ["default"])
        #expect(problem.fields[.retryAfter] == "2")
    }

    @Test func `A missing and a wrong token are told apart`() {
        #expect(
            Problem.unauthenticated(tokenWasSent: false).fields[.wwwAuthenticate] == "Bearer realm=\"bookedbarber\"")
        #expect(
            Problem.unauthenticated(tokenWasSent: true).fields[.wwwAuthenticate]
                == "Bearer realm=\"bookedbarber\", error=\"invalid_token\"")
    }
}
