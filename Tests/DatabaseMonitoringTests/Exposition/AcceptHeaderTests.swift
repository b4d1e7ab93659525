import TestServers
import Testing

@testable import DatabaseMonitoring

@Suite("The format that a request prefers") struct AcceptHeaderTests {
    @Test(arguments: [
        nil, "", "*/*", "text/plain", "text/*", "text/plain;version=0.0.4", "text/html", "application/json",
        "application/openmetrics-text;q=0", "application/openmetrics-text;version=0.0.1",
        "application/openmetrics-text;q=0.5,text/plain;q=0.6", "application/openmetrics-text, text/plain",
        "application/openmetrics-text;q=0.9, */*", "application/openmetrics-text;q=2",
        "application/openmetrics-text;q=x",
        "application/openmetrics-text;q=0.1234", "text/html, application/xhtml+xml, */*;q=0.8", ";;;,,,", "/",
        "*/plain",
        "x;q=\"application/openmetrics-text,\"", "\"", "text/plain;q=0, application/openmetrics-text;q=0",
    ])
    func isPrometheus(header: String?) {
        #expect(ExpositionFormat(accept: header) == .prometheus)
    }

    @Test(arguments: [
        "application/openmetrics-text", "application/openmetrics-text;version=1.0.0", "APPLICATION/OpenMetrics-Text",
        "application/openmetrics-text; version=\"1.0.0\"; charset=utf-8", "application/*",
        "application/openmetrics-text;q=0.001", "application/openmetrics-text ; Q=0.7 , text/plain ; q=0.6",
        "*/*;q=0.1, application/openmetrics-text", "text/plain;q=0, */*", "text/plain;q=0.5,*/*;q=0.6",
        "text/*;q=0.1,text/plain;version=1.0.0,application/*;q=0.2",
        "application/openmetrics-text;x=\"a,b;c\\\"d\";q=0.9,text/plain;q=0.3",
        // Prometheus 2.42 and 3.
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
            + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
            + "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,"
            + "text/plain;version=0.0.4;q=0.2,/;q=0.1",
    ])
    func isOpenMetrics(header: String) {
        #expect(ExpositionFormat(accept: header) == .openMetrics)
    }

    @Test func eachSaysWhatItIs() {
        #expect(ExpositionFormat.prometheus.contentType == "text/plain; version=0.0.4; charset=utf-8")
        #expect(
            ExpositionFormat.openMetrics.contentType == "application/openmetrics-text; version=1.0.0; charset=utf-8")
    }

    @Test func anyTextIsRead() {
        var numbers = SeededNumbers.anew(in: "AcceptHeaderTests")
        let pieces = [
            "text/plain", "application/openmetrics-text", "*/*", ";", ",", "q=", "0.5", "1", "=", "\"", "\\", " ",
        ]
        for _ in 0..<2000 {
            let header = (0..<numbers.number(0...12)).map { _ in pieces[numbers.number(0...pieces.count - 1)] }.joined()
            let ranges = AcceptHeader(header).ranges
            #expect(ranges.allSatisfy { (0...1000).contains($0.weight) && $0.type.contains("/") })
            _ = ExpositionFormat(accept: header)
        }
    }
}
