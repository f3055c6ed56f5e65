import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.*;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Receives notifications of Paymax Checkout: NOTIFY_SECRET=whsec_… PORT=3002 java Receiver.java */
public class Receiver {
    // In a shop these are its database, in which the id is unique, and both change in one transaction.
    static final Set<String> seen = new HashSet<>();
    static final Map<String, Integer> sequences = new HashMap<>();

    public static void main(String[] args) throws IOException {
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "3002"));
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes(); // As they came: they are what is signed.
            boolean verified = verified(exchange, body);
            if (verified) take(header(exchange, "id"), new String(body, "UTF-8"));
            exchange.sendResponseHeaders(verified ? 204 : 401, -1);
        });
        server.start();
    }

    static boolean verified(HttpExchange exchange, byte[] body) throws IOException {
        String timestamp = header(exchange, "timestamp");
        if (!timestamp.matches("\\d{1,12}")) return false;
        if (Math.abs(System.currentTimeMillis() / 1000 - Long.parseLong(timestamp)) > 300) return false;
        try {
            for (String secret : System.getenv("NOTIFY_SECRET").split(",")) {
                Mac mac = Mac.getInstance("HmacSHA256");
                byte[] key = Base64.getDecoder().decode(secret.trim().substring("whsec_".length()));
                mac.init(new SecretKeySpec(key, "HmacSHA256"));
                mac.update((header(exchange, "id") + "." + timestamp + ".").getBytes("UTF-8"));
                byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(body))).getBytes("UTF-8");
                for (String signature : header(exchange, "signature").split(" "))
                    if (MessageDigest.isEqual(expected, signature.getBytes("UTF-8"))) return true;
            }
        } catch (GeneralSecurityException error) {
            throw new IOException(error);
        }
        return false;
    }

    static void take(String id, String body) {
        if (!seen.add(id)) return;
        // The JDK reads no JSON: use your shop's library. These names come first in the body and in its order.
        int sequence = Integer.parseInt(first("\"sequence\":(\\d+)", body));
        String order = body.substring(body.indexOf("\"data\":")), orderNo = first("\"orderNo\":\"([\\w-]+)\"", order);
        if (sequence <= sequences.getOrDefault(orderNo, 0)) return; // Old news.
        sequences.put(orderNo, sequence);
        System.out.println("taken: " + orderNo + " " + first("\"status\":\"(\\w+)\"", order));
    }

    static String header(HttpExchange exchange, String name) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst("webhook-" + name), "");
    }

    static String first(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group(1);
    }
}
