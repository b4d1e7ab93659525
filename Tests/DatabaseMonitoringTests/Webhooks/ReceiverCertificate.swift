import Foundation
import NIOSSL

/// A self-signed certificate for `localhost` and 127.0.0.1, made with the openssl program.
struct ReceiverCertificate {
    let file: String
    let tls: NIOSSLContext

    /// - Returns: nil when there is no openssl program here.
    static func make() throws -> ReceiverCertificate? {
        let program = "/usr/bin/openssl"
        guard FileManager.default.isExecutableFile(atPath: program) else { return nil }
        let folder = FileManager.default.temporaryDirectory.path + "/receiver-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let (certificate, key) = (folder + "/cert.pem", folder + "/key.pem")
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: program)
        openssl.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out",
            certificate,
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        guard openssl.terminationStatus == 0 else { return nil }
        let configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMFile(certificate).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
        return ReceiverCertificate(file: certificate, tls: try NIOSSLContext(configuration: configuration))
    }

    func remove() { try? FileManager.default.removeItem(atPath: (file as NSString).deletingLastPathComponent) }
}
