package io.meshclient.spring.autoconfigure;

import io.meshclient.time.Deadline;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives the thread that serves a request the deadline that the request names. Its time runs from the first dispatch; those
 * that follow, after asynchronous work or an error, find the same deadline again.
 */
final class DeadlineFilter extends OncePerRequestFilter {

    /** Behind Boot's character encoding and observation, before all that may call others, Spring Security among them. */
    static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    private static final String ATTRIBUTE = InboundDeadlines.CONTEXT_KEY;

    private final InboundDeadlines inbound;

    DeadlineFilter(InboundDeadlines inbound) {
        this.inbound = inbound;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false; // it comes on another thread
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false; // it comes when the first dispatch is over
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Deadline deadline = deadline(request);
        if (deadline == null) {
            chain.doFilter(request, response);
            return;
        }
        try (Deadline.Scope scope = deadline.makeCurrent()) {
            chain.doFilter(request, response);
        }
    }

    private @Nullable Deadline deadline(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Deadline running) {
            return running;
        }
        Deadline named = inbound.named(request::getHeader);
        if (named != null) {
            request.setAttribute(ATTRIBUTE, named);
        }
        return named;
    }
}
