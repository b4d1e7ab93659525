import Testing

@testable import MonitoringDashboard

@Suite struct PublicURLTests {
    @Test(arguments: [
        ("https://monitor.example.com", "https://monitor.example.com"),
        ("HTTPS://Monitor.Example.com:443/", "https://monitor.example.com"),
        ("http://monitor.example.com:80", "http://monitor.example.com"),
        ("https://monitor.example.com:8443", "https://monitor.example.com:8443"),
        ("http://[::1]:9187", "http://[::1]:9187"),
    ])
    func `its origin is written as browsers write it`(text: String, origin: String) throws {
        #expect(try PublicURL(text).origin == origin)
    }

    @Test(arguments: [
        "", "monitor.example.com", "ftp://monitor.example.com", "https://", "https://monitor.example.com/monitor",
        "https://monitor.example.com?a=b", "https://monitor.example.com:0", "https://monitor.example.com:70000",
        "https://a b", "//monitor.example.com",
    ])
    func `what isn't a scheme and a host is refused at the start, by name`(text: String) throws {
        var configuration = MonitoringServerConfiguration()
        configuration.publicURL = text

        let error = #expect(throws: MonitoringConfigurationError.self) { try configuration.validate() }

        #expect(error?.description.hasPrefix("publicURL is '\(text)': ") == true)
        #expect(error?.description.hasSuffix("such as https://monitor.example.com.") == true)
    }

    @Test(arguments: [
        "https://admin:secret@monitor.example.com", "https://admin:secret@monitor.example.com:0", "admin:secret@",
    ])
    func `a password in it is refused and not repeated`(text: String) {
        let error = #expect(throws: MonitoringConfigurationError.self) { try PublicURL(text) }

        #expect(error?.description.hasPrefix("publicURL isn't allowed: ") == true)
        #expect(error?.description.contains("secret") == false)
    }

    @Test func `https means TLS, without another word`() {
        var configuration = MonitoringServerConfiguration()
        #expect(!configuration.isReachedOverTLS)

        configuration.publicURL = "https://monitor.example.com"
        #expect(configuration.isReachedOverTLS)

        configuration.publicURL = "http://monitor.example.com"
        #expect(!configuration.isReachedOverTLS)
    }
}
