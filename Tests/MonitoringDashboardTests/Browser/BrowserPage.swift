import Foundation
import TestServers

/// A page of a browser.
struct BrowserPage: Sendable {
    enum Scheme: String, CaseIterable, Sendable {
        case light, dark
    }

    let browser: Browser
    let session: String
    private let target: String

    init(_ browser: Browser, width: Int = 1280, height: Int = 900, scheme: Scheme = .light) async throws {
        self.browser = browser
        target = try await browser.send("Target.createTarget", #"{"url":"about:blank"}"#).result?.targetId ?? ""
        session =
            try await browser.send("Target.attachToTarget", #"{"targetId":"\#(target)","flatten":true}"#)
            .result?.sessionId ?? ""
        for domain in ["Page", "Runtime", "Log", "Network"] { try await send("\(domain).enable") }
        try await show(width: width, height: height, scheme: scheme)
    }

    func show(width: Int, height: Int, scheme: Scheme) async throws {
        try await send(
            "Emulation.setDeviceMetricsOverride",
            #"{"width":\#(width),"height":\#(height),"deviceScaleFactor":1,"mobile":\#(width < 600)}"#)
        try await send(
            "Emulation.setEmulatedMedia",
            #"{"features":[{"name":"prefers-color-scheme","value":"\#(scheme.rawValue)"},{"name":"prefers-reduced-motion","value":"reduce"}]}"#
        )
    }

    /// Loads a page; returns when it is complete.
    func open(_ url: String) async throws {
        try await send("Page.navigate", #"{"url":"\#(url)"}"#)
        guard try await becomes("document.readyState === 'complete' && location.href !== 'about:blank'") else {
            throw Browser.Failure(description: "\(url) wasn't loaded within 30 s.")
        }
    }

    /// The value of an expression as text.
    func evaluate(_ expression: String) async throws -> String {
        let quoted = String(decoding: try JSONEncoder().encode("String(\(expression))"), as: UTF8.self)
        let reply = try await send(
            "Runtime.evaluate", #"{"expression":\#(quoted),"returnByValue":true,"awaitPromise":true}"#)
        if let exception = reply.result?.exceptionDetails {
            throw Browser.Failure(description: exception.exception?.description ?? exception.text)
        }
        return reply.result?.result?.text ?? ""
    }

    /// Whether a condition holds within 30 s.
    func becomes(_ condition: String) async throws -> Bool {
        try await eventually { try await evaluate(condition) == "true" }
    }

    func press(_ key: String) async throws {
        // Tab has no effect without its code.
        let text = key.count == 1 ? #","text":"\#(key)""# : key == "Tab" ? #","windowsVirtualKeyCode":9"# : ""
        try await send("Input.dispatchKeyEvent", #"{"type":"keyDown","key":"\#(key)"\#(text)}"#)
        try await send("Input.dispatchKeyEvent", #"{"type":"keyUp","key":"\#(key)"}"#)
    }

    /// A picture of what the window shows, as PNG.
    func screenshot() async throws -> Data {
        let reply = try await send("Page.captureScreenshot", #"{"format":"png"}"#)
        return Data(base64Encoded: reply.result?.data ?? "") ?? Data()
    }

    func close() async throws { try await browser.send("Target.closeTarget", #"{"targetId":"\#(target)"}"#) }

    var complaints: [String] { get async { await browser.complaints[session] ?? [] } }
    var requests: [String] { get async { await browser.requests[session] ?? [] } }

    @discardableResult
    private func send(_ method: String, _ parameters: String = "{}") async throws -> DevToolsMessage {
        try await browser.send(method, parameters, session: session)
    }
}
