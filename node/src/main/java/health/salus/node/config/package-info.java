/// One file configures a node; everything in it is checked before anything is opened.
@NullMarked
package health.salus.node.config;

import org.jspecify.annotations.NullMarked;
