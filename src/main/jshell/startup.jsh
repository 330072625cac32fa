import static org.chainrule.Chainrule.*;
import org.chainrule.*;
import org.chainrule.result.*;
import org.chainrule.autograd.*;
import org.chainrule.expr.*;
import org.chainrule.error.*;
import org.chainrule.explain.*;
import org.chainrule.trace.*;
import org.chainrule.optimize.*;
import org.chainrule.Derivative;
import org.chainrule.expr.Function;
void println(Object value) { System.out.println(value); }
