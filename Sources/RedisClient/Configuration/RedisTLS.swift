import NIOSSL

/// How a connection is encrypted, and whom it trusts.
public struct RedisTLS: Hashable, Sendable {
    public enum Verification: String, Hashable, Sendable {
        /// The certificate is of a trusted authority and for the host's name.
        case full
        /// The certificate is of a trusted authority; its name is not looked at.
        case authority = "ca"
        /// Any certificate: protects from eavesdroppers, not from impostors.
        case none
    }

    public var verification = Verification.full
    /// A PEM file of authorities to trust; nil for the system's.
    public var authoritiesFile: String?
    /// PEM files of this client's certificate and key, for servers that ask for one.
    public var certificateFile: String?
    public var keyFile: String?
    /// The name that the certificate must have, where it is not the address's host.
    public var serverName: String?

    public init() {}

    /// - Throws: `invalidConfiguration` when a file can't be read or is not what it should be.
    func context() throws(RedisError) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification =
            switch verification {
            case .full: .fullVerification
            case .authority: .noHostnameVerification
            case .none: .none
            }
        if let authoritiesFile { configuration.trustRoots = .file(authoritiesFile) }
        guard (certificateFile == nil) == (keyFile == nil) else {
            throw RedisError(
                .invalidConfiguration, "TLS to Redis has a certificate without a key, or a key without a certificate.")
        }
        do {
            if let certificateFile, let keyFile {
                configuration.certificateChain = try NIOSSLCertificate.fromPEMFile(certificateFile)
                    .map { .certificate($0) }
                configuration.privateKey = .privateKey(try NIOSSLPrivateKey(file: keyFile, format: .pem))
            }
            return try NIOSSLContext(configuration: configuration)
        } catch {
            let files = [authoritiesFile, certificateFile, keyFile].compactMap(\.self).joined(separator: ", ")
            throw RedisError(.invalidConfiguration, "TLS to Redis can't be set up from \(files): \(error)")
        }
    }

    /// The name to ask for and to compare; nil for an address of digits, which TLS can't name.
    func name(for address: RedisAddress) -> String? {
        if let serverName { return serverName }
        guard case .tcp(let host, _) = address else { return nil }
        let isNumeric = host.contains(":") || host.utf8.allSatisfy { (48...57).contains($0) || $0 == 46 }
        return isNumeric ? nil : host
    }
}
