package health.salus.client.api;

import java.util.List;

/// What a node holds against members. Believe no entry of it before its file is verified.
public record MemberReports(List<MemberReport> items) {}
