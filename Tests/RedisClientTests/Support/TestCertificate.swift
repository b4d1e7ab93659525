import Foundation
import TestServers

/// A self-signed certificate for `localhost`, made with the openssl program.
struct TestCertificate: Sendable {
    let certificateFile: String
    let keyFile: String

    /// - Returns: nil when there is no openssl program here.
    static func make(in folder: String) throws -> TestCertificate? {
        let made = TestCertificate(certificateFile: folder + "/cert.pem", keyFile: folder + "/key.pem")
        let program = "/usr/bin/openssl"
        guard FileManager.default.isExecutableFile(atPath: program) else { return nil }
        let openssl = Process()
        openssl.executableURL = URL(fileURLWithPath: program)
        openssl.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", made.keyFile, "-out",
            made.certificateFile,
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        guard openssl.terminationStatus == 0 else { return nil }
        // The server runs as another user when the tests run as root.
        for file in [made.certificateFile, made.keyFile] {
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        }
        return made
    }

    /// Settings for a server that listens for TLS on a port.
    func settings(port: Int) -> [String: String] {
        [
            "tls-port": "\(port)", "tls-cert-file": certificateFile, "tls-key-file": keyFile,
            "tls-ca-cert-file": certificateFile, "tls-auth-clients": "no",
        ]
    }
}
