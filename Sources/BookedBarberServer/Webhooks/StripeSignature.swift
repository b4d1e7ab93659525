import Crypto

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a `Stripe-Signature` field says: `t=1700000000,v1=<hex>[,v1=<hex>]`. Other schemes (`v0`) are ignored, as
/// Stripe's own libraries do.
struct StripeSignature: Sendable, Equatable {
    enum Failure: Error, Equatable {
        /// The field has no time or no `v1` signature.
        case malformed
        /// No `v1` signature belongs to this body and this secret.
        case noMatch
        /// The signature is right but was made too long ago, or in the future.
        case outsideTolerance
    }

    /// How far the signed time may be from now.
    static let tolerance: Duration = .seconds(300)

    let timestamp: Int
    let signatures: [[UInt8]]

    init(_ field: String) throws(Failure) {
        var timestamp: Int?
        var signatures: [[UInt8]] = []
        for item in field.split(separator: ",") {
            let pair = item.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { throw .malformed }
            switch pair[0].drop(while: { $0 == " " }) {
            case "t":
                guard timestamp == nil, let seconds = Int(pair[1]), seconds >= 0 else { throw .malformed }
                timestamp = seconds
            case "v1":
                if let bytes = [UInt8](hexadecimal: pair[1]) { signatures.append(bytes) }
            default:
                continue
            }
        }
        guard let timestamp, !signatures.isEmpty else { throw .malformed }
        self.timestamp = timestamp
        self.signatures = signatures
    }

    /// Whether the body was signed with the secret (HMAC-SHA256 of `t.body`, compared in constant time), recently.
    func verify(body: some DataProtocol, secret: String, now: Date) throws(Failure) {
        var code = HMAC<SHA256>(key: SymmetricKey(data: Data(secret.utf8)))
        code.update(data: Data("\(timestamp).".utf8))
        code.update(data: body)
        let expected = code.finalize()
        // Every signature is compared, so that the time taken doesn't tell which one was right.
        let matches = signatures.reduce(false) { found, candidate in constantTimeEqual(expected, candidate) || found }
        guard matches else { throw .noMatch }
        let age = now.timeIntervalSince1970 - Double(timestamp)
        guard abs(age) <= Double(Self.tolerance.components.seconds) else { throw .outsideTolerance }
    }

    /// `MessageAuthenticationCode`'s own `==` over bytes is the constant-time one.
    private func constantTimeEqual(_ code: HMAC<SHA256>.MAC, _ candidate: [UInt8]) -> Bool {
        code == Data(candidate)
    }
}

extension [UInt8] {
    /// The bytes that an even number of hexadecimal digits stands for.
    init?(hexadecimal text: some StringProtocol) {
        let digits = Array(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count / 2)
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let high = Self.nibble(digits[index]), let low = Self.nibble(digits[index + 1]) else { return nil }
            bytes.append(high << 4 | low)
        }
        self = bytes
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
