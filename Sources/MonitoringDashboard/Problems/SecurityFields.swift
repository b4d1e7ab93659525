import HTTPTypes

/// What every answer tells browsers: nothing from elsewhere, in no other page's frame, kept nowhere.
enum SecurityFields {
    static let contentSecurityPolicy = """
        default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; \
        base-uri 'none'; frame-ancestors 'none'; form-action 'self'
        """

    static func add(to fields: inout HTTPFields) {
        fields[.contentSecurityPolicy] = contentSecurityPolicy
        fields[.xContentTypeOptions] = "nosniff"
        // Not `no-referrer`: with it a browser hides the origin of a form's request.
        fields[.referrerPolicy] = "same-origin"
        fields[.crossOriginResourcePolicy] = "same-origin"
        fields[.crossOriginOpenerPolicy] = "same-origin"
        if fields[.cacheControl] == nil { fields[.cacheControl] = "no-store" }
    }
}

extension HTTPField.Name {
    static let referrerPolicy = field("Referrer-Policy")
    static let crossOriginResourcePolicy = field("Cross-Origin-Resource-Policy")
    static let crossOriginOpenerPolicy = field("Cross-Origin-Opener-Policy")
    static let secFetchSite = field("Sec-Fetch-Site")
    static let secFetchMode = field("Sec-Fetch-Mode")
    static let forwarded = field("Forwarded")
    static let xForwardedFor = field("X-Forwarded-For")
    static let xForwardedHost = field("X-Forwarded-Host")
    static let xForwardedProto = field("X-Forwarded-Proto")
    static let xRealIP = field("X-Real-IP")

    private static func field(_ name: String) -> HTTPField.Name { HTTPField.Name(name)! }
}
