import Crypto
import Foundation
import Testing

@testable import BookedBarberServer

@Suite struct StripeSignatureTests {
    private let secret = "whsec_test"
    private let now = Date(timeIntervalSince1970: 1_700_000_000)

    private func sign(_ body: String, at time: Int, with secret: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Data("\(time).\(body)".utf8), using: SymmetricKey(data: Data(secret.utf8)))
        return code.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    private func verify(_ field: String, _ body: String) throws(StripeSignature.Failure) {
        try StripeSignature(field).verify(body: Data(body.utf8), secret: secret, now: now)
    }

    @Test(arguments: ["", "{}", #"{"id":"evt_1"}"#, "ünï\u{0}cödé", String(repeating: "x", count: 100_000)])
    func `A body signed with the secret is accepted`(body: String) throws {
        try verify("t=1700000000,v1=\(sign(body, at: 1_700_000_000, with: secret))", body)
    }

    @Test func `The code is the one that the algorithm's definition gives`() throws {
        // printf '%s' '1700000000.{}' | openssl dgst -sha256 -hmac whsec_test
        try verify("t=1700000000,v1=\(Self.knownCode)", "{}")
    }

    private static let knownCode = "35495024f4ef3f94e5a93e22221544c4b75e9a42300cd965ab81cb85cd994e91"

    @Test func `Any of several signatures will do`() throws {
        let right = sign("{}", at: 1_700_000_000, with: secret)
        let other = sign("{}", at: 1_700_000_000, with: "whsec_old")

        try verify("t=1700000000,v1=\(other),v1=\(right)", "{}")
        try verify("t=1700000000,v1=\(right),v1=\(other),v0=abcd", "{}")
        try verify("t=1700000000, v1=\(right.uppercased())", "{}")
    }

    @Test(arguments: 0..<64)
    func `One changed digit is refused`(index: Int) {
        var digits = Array(sign("{}", at: 1_700_000_000, with: secret))
        digits[index] = digits[index] == "0" ? "1" : "0"

        #expect(throws: StripeSignature.Failure.noMatch) { try verify("t=1700000000,v1=\(String(digits))", "{}") }
    }

    @Test(arguments: 1..<64)
    func `A shortened signature is refused`(length: Int) {
        let code = sign("{}", at: 1_700_000_000, with: secret).prefix(length)

        #expect(throws: length.isMultiple(of: 2) ? StripeSignature.Failure.noMatch : .malformed) {
            try verify("t=1700000000,v1=\(code)", "{}")
        }
    }

    @Test(arguments: [("{}", "{} "), ("{}", "{"), ("a", "b"), ("", "{}")])
    func `Another body is refused`(signed: String, sent: String) {
        #expect(throws: StripeSignature.Failure.noMatch) {
            try verify("t=1700000000,v1=\(sign(signed, at: 1_700_000_000, with: secret))", sent)
        }
    }

    @Test func `Another time than the signed one is refused`() {
        #expect(throws: StripeSignature.Failure.noMatch) {
            try verify("t=1700000001,v1=\(sign("{}", at: 1_700_000_000, with: secret))", "{}")
        }
    }

    @Test(arguments: [-300, -299, -1, 0, 1, 299, 300])
    func `Five minutes of difference are tolerated`(difference: Int) throws {
        let time = 1_700_000_000 + difference

        try verify("t=\(time),v1=\(sign("{}", at: time, with: secret))", "{}")
    }

    @Test(arguments: [-100_000, -301, 301, 100_000])
    func `More than five minutes are not`(difference: Int) {
        let time = 1_700_000_000 + difference

        #expect(throws: StripeSignature.Failure.outsideTolerance) {
            try verify("t=\(time),v1=\(sign("{}", at: time, with: secret))", "{}")
        }
    }

    @Test(arguments: [
        "", "t=1700000000", "v1=abcd", "t=,v1=abcd", "t=x,v1=abcd", "t=-1,v1=abcd", "t=1,t=2,v1=abcd",
        "t=1700000000,v1",
        "t=1700000000,v1=xyz", "t=1700000000;v1=abcd", "t=99999999999999999999,v1=abcd", "t=1700000000,v0=abcd",
    ])
    func `A malformed field is refused`(field: String) {
        #expect(throws: StripeSignature.Failure.malformed) { try verify(field, "{}") }
    }
}
