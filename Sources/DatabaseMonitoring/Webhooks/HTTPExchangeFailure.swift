internal import NIOCore
internal import NIOHTTP1
import NIOPosix
internal import NIOSSL

/// Why there is no answer. It names the host, never the path.
package enum HTTPExchangeFailure: Error, Equatable, CustomStringConvertible {
    /// The host, and why.
    case unreachable(String, String)
    case untrusted(String, String)
    case late(Duration)
    case cut
    case malformed
    case cancelled

    package var description: String {
        switch self {
        case .unreachable(let host, let reason): "no connection to \(host) can be made: \(reason)"
        case .untrusted(let host, let reason): "no trusted TLS connection to \(host) can be made: \(reason)"
        case .late(let deadline): "there was no whole answer within \(AlertQuantity(deadline / .seconds(1), "s"))"
        case .cut: "the connection was closed before the answer was whole"
        case .malformed: "the answer is not HTTP"
        case .cancelled: "it was given up"
        }
    }

    init(_ error: any Error, _ url: EndpointURL) {
        self =
            switch error {
            case let failure as HTTPExchangeFailure: failure
            case let failure as NIOConnectionError: .unreachable(url.authority, Self.reason(failure))
            case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
                .untrusted(url.authority, Self.certificateReason(error))
            case HTTPParserError.invalidEOFState, is ChannelError, is IOError: .cut
            case is CancellationError: .cancelled
            case is HTTPParserError: .malformed
            default: .unreachable(url.authority, "\(error)")
            }
    }

    private static func reason(_ failure: NIOConnectionError) -> String {
        guard let error = failure.connectionErrors.first?.error else { return "its name can't be resolved" }
        if case ChannelError.connectTimeout(let time) = error {
            return "no answer within \(AlertQuantity(Double(time.nanoseconds) / 1e9, "s"))"
        }
        return "\(error)"
    }

    private static func certificateReason(_ error: any Error) -> String {
        let text = "\(error)"
        return text.contains("CERTIFICATE_VERIFY_FAILED") ? "its certificate is of nobody who is trusted here" : text
    }
}
